namespace QuantGen.Quantizers.Kernels;

/// <summary>One float32 value: the scalar form of every kernel.</summary>
internal readonly unsafe struct ScalarLane(float value) : ILanes<ScalarLane>
{
    private readonly float _value = value;

    public static int Count => 1;

    public static ScalarLane Broadcast(float value) => new(value);

    public static ScalarLane Load(float* source) => new(*source);

    public void Store(float* target) => *target = _value;

    public static ScalarLane operator *(ScalarLane left, ScalarLane right) => new(left._value * right._value);

    public static ScalarLane operator +(ScalarLane left, ScalarLane right) => new(left._value + right._value);

    public static ScalarLane operator -(ScalarLane left, ScalarLane right) => new(left._value - right._value);

    public static ScalarLane operator /(ScalarLane left, ScalarLane right) => new(left._value / right._value);

    public static ScalarLane Round(ScalarLane value) => new(MathF.Round(value._value, MidpointRounding.ToEven));

    public static ScalarLane Floor(ScalarLane value) => new(MathF.Floor(value._value));

    public static ScalarLane Truncate(ScalarLane value) => new(MathF.Truncate(value._value));

    public static ScalarLane OneFrom(ScalarLane value, ScalarLane bound) => new(value._value >= bound._value ? 1 : 0);

    public static ScalarLane Clamp(ScalarLane value, ScalarLane lower, ScalarLane upper)
    {
        var raised = value._value < lower._value ? lower : value;
        return raised._value > upper._value ? upper : raised;
    }

    public static ScalarLane AtLeast(ScalarLane value, ScalarLane bound) => value._value < bound._value ? bound : value;

    public static ScalarLane Without(ScalarLane value, ulong bits) => (bits & 1) == 0 ? value : default;

    public static ScalarLane Within(ScalarLane value, ScalarLane lower, ScalarLane upper, ScalarLane kept) =>
        value._value >= lower._value && value._value <= upper._value ? kept : default;

    public static ScalarLane WhereAbove(ScalarLane value, ScalarLane bound, ScalarLane above, ScalarLane otherwise) =>
        value._value > bound._value ? above : otherwise;

    public static ulong Above(ScalarLane value, ScalarLane bound) => value._value > bound._value ? 1UL : 0UL;

    public static ulong AtMost(ScalarLane value, ScalarLane bound) => value._value <= bound._value ? 1UL : 0UL;

    public static ulong NotBetween(ScalarLane value, ScalarLane lower, ScalarLane upper) =>
        value._value > lower._value && value._value < upper._value ? 0UL : 1UL;

    public static ulong Outside(ScalarLane value, ScalarLane lower, ScalarLane upper) =>
        value._value >= lower._value && value._value <= upper._value ? 0UL : 1UL;

    public static ulong Exceeds(ScalarLane value, ScalarLane bound) => MathF.Abs(value._value) <= bound._value ? 0UL : 1UL;

    public static bool AnyNegative(ScalarLane value) => value._value < 0;
}
