/// The demo: a made-up volunteer system on a private PostgreSQL, looked after by Upkeep before the reader's eyes. Its
/// database is [VolunteerDatabase], its uploads are [VolunteerFiles]; both are the same to the byte every time.
@NullMarked
package dev.upkeep.operations.demo;

import org.jspecify.annotations.NullMarked;
