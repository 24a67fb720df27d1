using QuantGen.Tests.Graph.Support;
using TorchSharp;

namespace QuantGen.Tests.Graph.Mirroring;

/// <summary>Calls of members. A case goes to every member of its name that takes the arguments: the method, and the function.</summary>
internal static partial class MemberCases
{
    public static IReadOnlyList<MemberCase> All { get; } =
        [.. Functions, .. Activations, .. Arithmetic, .. Operators, .. Comparisons, .. Shapes, .. Selections, .. Reductions, .. Matrices, .. Types, .. Likes, .. Functional, .. Layers];

    private static MemberCase Case(string name, params object?[] arguments) => new(name, arguments);

    private static IEnumerable<MemberCase> Each(IEnumerable<string> names, params object?[] arguments) => names.Select(name => Case(name, arguments));

    private static IEnumerable<string> AndInPlace(params IEnumerable<string> names) => names.SelectMany(static name => (string[])[name, name + "_"]);

    private static Sample F(params long[] shape) => new(shape);

    private static Sample P(params long[] shape) => new(shape, SampleKind.Positive);

    private static Sample U(params long[] shape) => new(shape, SampleKind.Unit);

    private static Sample H(params long[] shape) => new(shape, SampleKind.Halves);

    private static Sample W(params long[] shape) => new(shape, SampleKind.Whole);

    private static Sample X(params long[] shape) => new(shape, SampleKind.Index);

    private static Sample B(params long[] shape) => new(shape, SampleKind.Truth);

    private static Scalar S(double value) => value;

    private static Scalar N(long value) => value;

    private static long[] L(params long[] values) => values;
}
