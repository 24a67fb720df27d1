namespace QuantGen.Quantizers.Kernels;

/// <summary>
/// A number of float32 values that are computed side by side. Kernels are written once over it; the just-in-time compiler makes one of
/// each width, down to <see cref="ScalarLane"/>, which is the scalar form and handles what is left over at the end of a run.
/// </summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
internal unsafe interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>How many values: a divisor of 64.</summary>
    static abstract int Count { get; }

    /// <summary>All values equal.</summary>
    static abstract TSelf Broadcast(float value);

    /// <summary>Reads values from memory of any alignment.</summary>
    static abstract TSelf Load(float* source);

    /// <summary>Writes the values to memory of any alignment.</summary>
    void Store(float* target);

    /// <summary>The product, rounded once.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>The sum, rounded once.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>The difference, rounded once.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>The quotient, rounded once: never a product with a reciprocal.</summary>
    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>The nearest whole numbers, ties to the even one. NaN, infinity and the sign of zero are kept.</summary>
    static abstract TSelf Round(TSelf value);

    /// <summary>The whole numbers not above. NaN, infinity and the sign of zero are kept.</summary>
    static abstract TSelf Floor(TSelf value);

    /// <summary>The next whole numbers towards zero. NaN, infinity and the sign of zero are kept.</summary>
    static abstract TSelf Truncate(TSelf value);

    /// <summary>One where a value is at least the bound, else zero, so zero for NaN.</summary>
    static abstract TSelf OneFrom(TSelf value, TSelf bound);

    /// <summary>
    /// The lower bound where a value is below it, then the upper bound where it is above that, else the value: NaN and the sign of zero
    /// are kept.
    /// </summary>
    static abstract TSelf Clamp(TSelf value, TSelf lower, TSelf upper);

    /// <summary>The bound where a value is below it, else the value: NaN and the sign of zero are kept.</summary>
    static abstract TSelf AtLeast(TSelf value, TSelf bound);

    /// <summary>The values, but zero where a bit is set: one bit for each value, the first lowest.</summary>
    static abstract TSelf Without(TSelf value, ulong bits);

    /// <summary>A value where another lies between the bounds or on one, else zero: zero where that is NaN.</summary>
    static abstract TSelf Within(TSelf value, TSelf lower, TSelf upper, TSelf kept);

    /// <summary>One of two values: the first where a value is above the bound, the second elsewhere and for NaN.</summary>
    static abstract TSelf WhereAbove(TSelf value, TSelf bound, TSelf above, TSelf otherwise);

    /// <summary>One bit for each value: set where it is above the bound, so not set for NaN.</summary>
    static abstract ulong Above(TSelf value, TSelf bound);

    /// <summary>One bit for each value: set where it is at most the bound, so not set for NaN.</summary>
    static abstract ulong AtMost(TSelf value, TSelf bound);

    /// <summary>One bit for each value: set unless it lies between the bounds and on neither, so set for NaN.</summary>
    static abstract ulong NotBetween(TSelf value, TSelf lower, TSelf upper);

    /// <summary>One bit for each value: set unless it lies between the bounds or on one, so set for NaN.</summary>
    static abstract ulong Outside(TSelf value, TSelf lower, TSelf upper);

    /// <summary>One bit for each value: set unless its magnitude is at most the bound, so set for NaN.</summary>
    static abstract ulong Exceeds(TSelf value, TSelf bound);

    /// <summary>Whether a value is below zero.</summary>
    static abstract bool AnyNegative(TSelf value);
}
