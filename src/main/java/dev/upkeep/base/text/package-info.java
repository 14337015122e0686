/// Names and lists as bytes: [RawName] is a name whose bytes are not necessarily text, [Escaped] writes any
/// bytes as printable ASCII that a POSIX shell can decode. Start reading at [Escaped].
@NullMarked
package dev.upkeep.base.text;

import org.jspecify.annotations.NullMarked;
