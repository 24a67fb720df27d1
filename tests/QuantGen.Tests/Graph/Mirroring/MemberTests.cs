using System.Reflection;
using QuantGen.Graph;
using QuantGen.Tests.Graph.Support;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Graph.Mirroring;

/// <summary>Each member over values of graphs gives, through the interpreter, what torch's gives.</summary>
public sealed class MemberTests
{
    /// <summary>Members that take indices, scopes or spans, which reflection cannot pass, or answer while the graph is made: other tests call these. One needs another device.</summary>
    private static readonly HashSet<string> CalledElsewhere = new(StringComparer.Ordinal) { "get_TensorItems", "index", "cuda" };

    /// <summary>Members that take several operations where torch has one: last bits differ. All others are torch's to the bit.</summary>
    private static readonly HashSet<string> Rounded = new(StringComparer.Ordinal)
    {
        "adaptive_avg_pool2d", "adaptive_avg_pool3d", "addcmul", "avg_pool2d", "baddbmm", "expm1", "group_norm", "interpolate", "log10", "log1p", "log2", "lp_pool2d", "silu", "std", "var",
    };

    private static readonly IReadOnlyDictionary<string, (MethodInfo Method, MemberCase Case)> Calls =
        MirroredMembers.Methods.SelectMany(static method => MemberCases.All.Where(one => one.Fits(method)).Select(one => (Method: method, Case: one)))
            .DistinctBy(Name)
            .ToDictionary(Name, static call => call);

    public static TheoryData<string> Names => [.. Calls.Keys];

    [Fact]
    public void EachMemberIsCalled()
    {
        var called = Calls.Values.Select(static call => call.Method).ToHashSet();
        AssertNone(MirroredMembers.Methods.Where(method => !called.Contains(method) && !IsCalledElsewhere(method)).Select(MirroredMembers.Text));
    }

    [Fact]
    public void EachCaseCallsAMember()
    {
        var used = Calls.Values.Select(static call => call.Case).ToHashSet();
        AssertNone(MemberCases.All.Where(one => !used.Contains(one)).Select(static one => one.ToString()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void IsTorchs(string name)
    {
        using var scope = NewDisposeScope();
        var (method, call) = Calls[name];
        var inputs = call.Samples.Select(static (sample, i) => sample.Draw(i + 1)).ToArray();
        var expected = call.Call<Tensor>(MirroredMembers.Original(method)!, [.. inputs.Select(static input => input.clone())]);

        using var graph = TracedFunction.Graph(values => call.Call(method, values), [.. call.Samples.Select(static (sample, i) => sample.Input with { Name = $"x{i}" })]);
        Compare(call.Name, expected, new GraphInterpreter(graph).Run(inputs, Inferred.Check));
        graph.Optimize();
        Compare(call.Name, expected, new GraphInterpreter(graph).Run(inputs, Inferred.Check));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void IsTorchsForConstants(string name)
    {
        using var scope = NewDisposeScope();
        var (method, call) = Calls[name];
        var inputs = call.Samples.Select(static (sample, i) => sample.Draw(i + 1)).ToArray();
        var expected = call.Call<Tensor>(MirroredMembers.Original(method)!, [.. inputs.Select(static input => input.clone())]);
        var actual = call.Call<GraphValue>(method, [.. inputs.Select(static input => GraphValue.FromTensor(input))]);
        Compare(call.Name, expected, [.. actual.Select(static value => value.Constant!)]);
    }

    private static void AssertNone(IEnumerable<string> names)
    {
        var text = string.Join('\n', names);
        Assert.True(text.Length == 0, text);
    }

    private static string Name((MethodInfo Method, MemberCase Case) call) =>
        $"{call.Method.DeclaringType!.Name}.{call.Case} as ({string.Join(", ", call.Method.GetParameters().Select(static parameter => parameter.ParameterType.Name))})";

    private static void Compare(string name, IReadOnlyList<Tensor> expected, IReadOnlyList<Tensor> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.NotEmpty(expected);
        foreach (var (right, result) in expected.Zip(actual))
        {
            if (Rounded.Contains(name.TrimEnd('_')))
                Same.Close(right, result, 2e-5);
            else
                Same.Bits(right, result);
        }
    }

    private static bool IsCalledElsewhere(MethodInfo method) =>
        CalledElsewhere.Contains(method.Name)
        || method.GetParameters().Any(static parameter => parameter.ParameterType.IsByRefLike || parameter.ParameterType == typeof(DisposeScope))
        || !Gives(method.ReturnType);

    private static bool Gives(Type type) => type == typeof(GraphValue) || type == typeof(GraphValue[]) || type.GetGenericArguments().Contains(typeof(GraphValue));
}
