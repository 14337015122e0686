package dev.upkeep.drivers.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gives restored files their owner, mode and time, in this order. Only root can give files away; for others the files
/// stay their own, and lose the set-id bits, which would lend their rights to everybody. People and groups are found
/// by name, and by number when this machine does not know the name.
final class Owners {
    private static final int SET_ID = 06000;
    private static final Path HERE = Path.of("/");

    private final boolean root;
    private final Map<String, Optional<UserPrincipal>> users = new HashMap<>();
    private final Map<String, Optional<GroupPrincipal>> groups = new HashMap<>();
    private long notGivenAway;
    private long withoutSetId;

    private Owners(boolean root) {
        this.root = root;
    }

    /// @param made a folder that this process made, or may change: its owner is who we are
    static Owners of(Path made) throws IOException {
        return new Owners(Files.getAttribute(made, "unix:uid").equals(0));
    }

    /// For a tree where some things are not ours.
    static Owners ofThisProcess() throws IOException {
        return of(Path.of("/proc/self"));
    }

    void settle(Path path, Attributes attributes) throws IOException {
        settleFolder(path, attributes, true);
    }

    /// @param alsoTime whether it gets its recorded time too
    void settleFolder(Path path, Attributes attributes, boolean alsoTime) throws IOException {
        var owned = own(path, attributes);
        var mode = owned ? attributes.mode() : attributes.mode() & ~SET_ID;
        withoutSetId += mode == attributes.mode() ? 0 : 1;
        Files.setAttribute(path, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
        if (alsoTime) {
            time(path, attributes);
        }
    }

    /// Whether something has the owner, group and mode that [#settle] would give it.
    boolean isSettled(Attributes live, Attributes wanted) throws IOException {
        var owned = root || (live.uid() == wanted.uid() && live.gid() == wanted.gid());
        var mode = owned ? wanted.mode() : wanted.mode() & ~SET_ID;
        return isOwned(live, wanted) && live.mode() == mode;
    }

    /// Whether it has the owner and group that [#settle] would give it: without root it keeps those that it has.
    boolean isOwned(Attributes live, Attributes wanted) throws IOException {
        return !root || (sameUser(live, wanted) && sameGroup(live, wanted));
    }

    private boolean sameUser(Attributes live, Attributes wanted) throws IOException {
        return live.owner().equals(wanted.owner())
                || (live.uid() == wanted.uid() && user(HERE, wanted.owner()).isEmpty());
    }

    private boolean sameGroup(Attributes live, Attributes wanted) throws IOException {
        return live.group().equals(wanted.group())
                || (live.gid() == wanted.gid() && group(HERE, wanted.group()).isEmpty());
    }

    /// Whether it belongs to the account of this process.
    boolean isOurs(Path path) throws IOException {
        var ours = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        return ours.equals(Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS));
    }

    void settleLink(Path path, Attributes attributes) throws IOException {
        own(path, attributes);
        time(path, attributes);
    }

    /// What is not as it was recorded, one sentence each.
    List<String> remarks() {
        var remarks = new ArrayList<String>();
        if (notGivenAway > 0) {
            remarks.add(notGivenAway + " files and folders belong to the account that restored them, not to their"
                    + " recorded owner and group: only root can give files away");
        }
        if (withoutSetId > 0) {
            remarks.add(withoutSetId + " files and folders were restored without their set-user and set-group bits,"
                    + " because their owner or group is another");
        }
        return remarks;
    }

    /// @return whether owner and group are the recorded ones now
    private boolean own(Path path, Attributes attributes) throws IOException {
        if (root) {
            giveAway(path, attributes);
            return true;
        }
        var seen = Files.readAttributes(path, "unix:uid,gid", LinkOption.NOFOLLOW_LINKS);
        var same = Integer.valueOf((int) attributes.uid()).equals(seen.get("uid"))
                && Integer.valueOf((int) attributes.gid()).equals(seen.get("gid"));
        notGivenAway += same ? 0 : 1;
        return same;
    }

    private void giveAway(Path path, Attributes attributes) throws IOException {
        var view = Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        var user = user(path, attributes.owner());
        if (user.isPresent()) {
            view.setOwner(user.get());
        } else {
            Files.setAttribute(path, "unix:uid", (int) attributes.uid(), LinkOption.NOFOLLOW_LINKS);
        }
        var group = group(path, attributes.group());
        if (group.isPresent()) {
            view.setGroup(group.get());
        } else {
            Files.setAttribute(path, "unix:gid", (int) attributes.gid(), LinkOption.NOFOLLOW_LINKS);
        }
    }

    private Optional<UserPrincipal> user(Path path, String name) throws IOException {
        var known = users.get(name);
        if (known == null) {
            known = lookUp(
                    () -> path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name));
            users.put(name, known);
        }
        return known;
    }

    private Optional<GroupPrincipal> group(Path path, String name) throws IOException {
        var known = groups.get(name);
        if (known == null) {
            known = lookUp(
                    () -> path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(name));
            groups.put(name, known);
        }
        return known;
    }

    @FunctionalInterface
    private interface LookUp<T> {
        T find() throws IOException;
    }

    private static <T> Optional<T> lookUp(LookUp<T> lookUp) throws IOException {
        try {
            return Optional.of(lookUp.find());
        } catch (UserPrincipalNotFoundException unknownHere) {
            return Optional.empty();
        }
    }

    private static void time(Path path, Attributes attributes) throws IOException {
        Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(FileTime.from(attributes.modified()), null, null);
    }
}
