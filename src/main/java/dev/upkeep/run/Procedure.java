package dev.upkeep.run;

import java.util.List;

/// What an operation does, step by step. Made anew by recovery from the journal's state alone, so it holds
/// collaborators
/// but no knowledge of one execution.
public interface Procedure<S> {
    /// The operation's verb: `backup`.
    String verb();

    List<Step<S>> steps();

    /// The state as JSON, without secrets; read back by [#read] after a crash, also by a later version.
    String write(S state);

    S read(String json);
}
