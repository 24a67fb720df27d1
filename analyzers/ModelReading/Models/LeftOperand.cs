namespace QuantGen.ModelReading.Models;

/// <summary>
/// What a quantizer in front of a left operand would change besides the sum or product. It makes a new tensor, so an
/// in-place operation would no longer land in the old one.
/// </summary>
internal enum LeftOperand
{
    /// <summary>Nothing: the operation makes a new tensor, or nobody reads the old one again.</summary>
    Free,

    /// <summary>The operation is a statement on a local, <c>x.add_(y);</c>, and only that local is read again: putting the result back into it keeps the meaning.</summary>
    Reassignable,

    /// <summary>Something that cannot be mended, as when the tensor is the caller's or has two names.</summary>
    Bound,
}
