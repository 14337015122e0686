package dev.upkeep.operations.inplace;

/// What a restore in place does about one name. The words stand in lists on disk: never renamed, only added to.
enum What {
    /// It is missing here.
    COMES_BACK,
    /// It differs, and what is here is not newer, or the operator wants it replaced all the same.
    REPLACED,
    /// It differs, and was modified later than the set's; it stays.
    NEWER,
    /// Its content is the set's; owner, group, mode or time are not.
    MENDED,
    /// It is what the set has.
    SAME,
    /// Something of another kind is here or in the way; it stays.
    REFUSED
}
