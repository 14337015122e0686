package dev.upkeep.operations.inplace;

import dev.upkeep.operations.sets.Manifest;
import java.util.List;

/// What restoring in place would do now.
///
/// @param needed bytes, of what comes back and what replaces; nothing is given free
/// @param inTheWay why it would be refused now, one sentence each
/// @param remarks what the set does not have, one sentence each
public record InPlacePlan(
        Manifest set, List<Place> places, Counts counts, long needed, List<String> inTheWay, List<String> remarks) {
    public InPlacePlan {
        places = List.copyOf(places);
        inTheWay = List.copyOf(inTheWay);
        remarks = List.copyOf(remarks);
    }
}
