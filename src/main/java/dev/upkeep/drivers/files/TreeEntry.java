package dev.upkeep.drivers.files;

import dev.upkeep.base.text.RawName;
import java.time.Duration;
import java.time.Instant;

/// One thing in a tree, as it was when it was looked at. What is not listed here (sockets, pipes, devices) is skipped
/// and named.
public sealed interface TreeEntry {
    TreeName name();

    record Folder(TreeName name, Attributes attributes) implements TreeEntry {}

    /// A file with content.
    ///
    /// @param size in bytes
    /// @param changed the inode's last change, which no program can set back
    record Regular(TreeName name, Attributes attributes, long size, Instant changed, long device, long inode)
            implements TreeEntry {
        /// How long a file must have been left alone before its times are believed: clocks of file systems are
        /// coarse, and a file may change twice within one tick.
        private static final Duration SETTLED = Duration.ofSeconds(2);

        /// Whether the content is surely the one that was read earlier, so that it need not be read again. The device
        /// is not asked: its number may change with a restart.
        ///
        /// @param earlier the same name's entry as it was then
        /// @param walkedAt when that walk began, by this machine's clock
        public boolean hasSameContentAs(Regular earlier, Instant walkedAt) {
            var looksTheSame = size == earlier.size
                    && inode == earlier.inode
                    && changed.equals(earlier.changed)
                    && attributes.mode() == earlier.attributes.mode()
                    && attributes.modified().equals(earlier.attributes.modified());
            var hadSettled = earlier.changed.plus(SETTLED).isBefore(walkedAt)
                    && earlier.attributes.modified().plus(SETTLED).isBefore(walkedAt);
            return looksTheSame && hadSettled;
        }
    }

    /// A symbolic link; it is kept, never followed.
    ///
    /// @param target as written in the link: relative, absolute, dangling, whatever
    record Symlink(TreeName name, Attributes attributes, RawName target) implements TreeEntry {
        public Symlink {
            if (target.isEmpty()) {
                throw new IllegalArgumentException("a link leads nowhere: " + name);
            }
            Octets.check(Octets.of(target));
        }
    }

    /// Another name of a file that came earlier in the walk.
    ///
    /// @param first that file's name in the same group
    record HardLink(TreeName name, TreeName first) implements TreeEntry {}
}
