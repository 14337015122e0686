package dev.upkeep.app;

/// How the app is backed up: `backup`.
public record BackupSettings(StoreSettings store, RetentionSettings keep) {}
