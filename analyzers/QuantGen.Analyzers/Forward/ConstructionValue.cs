namespace QuantGen.Analyzers.Forward;

/// <summary>Whether the argument of a call in <c>forward</c> can move to where the layers of the model are made.</summary>
internal enum ConstructionValue
{
    /// <summary>Made of constants and static values: it can be computed anywhere in the class.</summary>
    Constant,

    /// <summary>Reads fields of the model that never change after its construction.</summary>
    Member,

    /// <summary>May differ from one run of <c>forward</c> to the next.</summary>
    Varying,
}
