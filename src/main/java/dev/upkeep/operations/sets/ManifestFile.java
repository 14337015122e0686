package dev.upkeep.operations.sets;

import dev.upkeep.base.problem.UpkeepException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A manifest as bytes, and the check line beside it that finds a flipped bit (also by `sha256sum -c`).
final class ManifestFile {
    private ManifestFile() {}

    static byte[] write(Manifest manifest) {
        return Json.write(manifest);
    }

    static byte[] checkLine(byte[] manifest) {
        return (Sha256.hex(manifest) + "  manifest.json\n").getBytes(StandardCharsets.US_ASCII);
    }

    /// @throws UpkeepException DAMAGED, or REFUSED when a newer Upkeep wrote it
    static Manifest read(byte[] bytes, byte[] checkLine, String app, String set) {
        var what = "the manifest of set " + set;
        if (!Arrays.equals(checkLine, checkLine(bytes))) {
            throw Json.damaged(what, "its SHA-256 is not the one beside it", null);
        }
        var manifest = Json.read(bytes, Manifest.class, what);
        if (!manifest.app().equals(app) || !manifest.set().value().equals(set)) {
            throw Json.damaged(what, "it belongs to set " + manifest.set() + " of " + manifest.app(), null);
        }
        return manifest;
    }
}
