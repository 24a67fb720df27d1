namespace QuantGen.Generators.Planning;

/// <summary>What a quantized operand is to its operation.</summary>
internal enum OperandRole
{
    /// <summary>The operand of a sum that skips layers.</summary>
    Skip,

    /// <summary>The left operand.</summary>
    Left,

    /// <summary>The right operand.</summary>
    Right,

    /// <summary>The query of attention.</summary>
    Query,

    /// <summary>The key of attention.</summary>
    Key,

    /// <summary>The value of attention.</summary>
    Value,

    /// <summary>One of the tensors of a concatenation.</summary>
    Element,

    /// <summary>The only operand, as of a pool.</summary>
    Input,
}
