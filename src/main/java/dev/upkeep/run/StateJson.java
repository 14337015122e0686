package dev.upkeep.run;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A procedure's state as JSON, for its [Procedure#write] and [Procedure#read]. Members that a later version added are
/// ignored by an earlier one.
public final class StateJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private StateJson() {}

    public static String write(Object state) {
        return MAPPER.writeValueAsString(state);
    }

    /// @throws UpkeepException STUCK when it is not such a state
    public static <S> S read(String json, Class<S> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException broken) {
            throw new UpkeepException(
                    Kind.STUCK,
                    "the journal's state of this run can't be read",
                    "Use the version of Upkeep that began it.",
                    broken);
        }
    }
}
