package dev.upkeep.operations.inplace;

import java.util.ArrayList;
import java.util.List;

/// How far a restore in place is.
///
/// @param paths what to restore, each `GROUP` or `GROUP/PATH`; empty is everything
/// @param overNewer whether what is newer here is replaced too
/// @param counts what was decided, and in the end what was done
/// @param remarks what is not as it was recorded, one sentence each
record InPlaceState(
        String app,
        String set,
        List<String> paths,
        boolean overNewer,
        List<Place> places,
        Counts counts,
        List<String> remarks) {
    InPlaceState {
        paths = List.copyOf(paths);
        places = List.copyOf(places);
        remarks = List.copyOf(remarks);
    }

    static InPlaceState of(String app, String set, List<String> paths, boolean overNewer, List<Place> places) {
        return new InPlaceState(app, set, paths, overNewer, places, Counts.NONE, List.of());
    }

    InPlaceState with(Counts now, List<String> more) {
        var all = new ArrayList<>(remarks);
        all.addAll(more);
        return new InPlaceState(app, set, paths, overNewer, places, now, all);
    }
}
