using System.Reflection;
using TorchSharp;
using TorchSharp.Native;
using Xunit;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Core;

public sealed class OperatorTests
{
    private const BindingFlags Anywhere = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    [Fact]
    public void EveryOperatorThatTheAssemblyNamesExists()
    {
        var missing = from type in typeof(Tensor).Assembly.GetTypes()
                      where !type.ContainsGenericParameters
                      from field in type.GetFields(Anywhere)
                      where field.FieldType == typeof(Operator)
                      let found = Record.Exception(() => ((Operator)field.GetValue(null)!).Handle)
                      where found is not null
                      select $"{type.Name}.{field.Name}: {found.Message}";
        Assert.Empty(missing);
    }

    [Fact]
    public void NoMemberCallsItsOperatorWithArgumentsOfTheWrongKind()
    {
        var wrong = new List<string>();
        foreach (var method in typeof(Tensor).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly))
        {
            if (method.ContainsGenericParameters || method.GetParameters().Any(static p => p.ParameterType.IsByRefLike))
                continue;
            foreach (var (self, arguments) in Calls(method))
            {
                using var scope = NewDisposeScope();
                var thrown = (Record.Exception(() => method.Invoke(self(), arguments())) as TargetInvocationException)?.InnerException;
                if (thrown is MissingMethodException || thrown?.Message is { } message && (message.Contains("INTERNAL ASSERT", StringComparison.Ordinal)
                    || message.Contains("needs a value", StringComparison.Ordinal) || message.Contains("takes at most", StringComparison.Ordinal)))
                {
                    wrong.Add($"{method}: {thrown.Message}");
                }
            }
        }

        Assert.Empty(wrong.Distinct(StringComparer.Ordinal));
    }

    // Two rounds: real numbers, and integers.
    private static IEnumerable<(Func<Tensor> Self, Func<object?[]> Arguments)> Calls(MethodInfo method)
    {
        foreach (var type in (ScalarType[])[ScalarType.Float32, ScalarType.Int64])
        {
            yield return (
                () => ones(2, 2, dtype: type),
                () => [.. method.GetParameters().Select(parameter => Sample(parameter.ParameterType, type))]);
        }
    }

    private static object? Sample(Type type, ScalarType elements) => type switch
    {
        _ when type == typeof(Tensor) => ones(2, 2, dtype: elements),
        _ when type == typeof(Tensor[]) => new[] { ones(2, 2, dtype: elements) },
        _ when type == typeof(Scalar) => (Scalar)1,
        _ when type == typeof(long[]) => new long[] { 0 },
        _ when type == typeof(TensorIndex[]) => new TensorIndex[] { 1 },
        _ when type == typeof(string[]) => null,
        _ when type == typeof(float) => 1f,
        _ when type == typeof(double) || type == typeof(double?) => 0.5,
        _ when type == typeof(long) || type == typeof(long?) => 1L,
        _ when type == typeof(int) || type == typeof(int?) => 1,
        _ when type == typeof(bool) || type == typeof(bool?) => true,
        _ when type.IsValueType => Activator.CreateInstance(type),
        _ => null,
    };
}
