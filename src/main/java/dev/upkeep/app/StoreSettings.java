package dev.upkeep.app;

import java.nio.file.Path;

/// Where sets are kept: `backup.store`.
///
/// @param folder absolute
public record StoreSettings(Path folder) {}
