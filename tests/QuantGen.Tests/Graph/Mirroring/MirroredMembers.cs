using System.Reflection;
using QuantGen.Graph;
using static TorchSharp.torch;

namespace QuantGen.Tests.Graph.Mirroring;

/// <summary>The members over values of graphs, and the members of torch that they stand for.</summary>
internal static class MirroredMembers
{
    private const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly (Type Own, Type Torch)[] Types = [(typeof(GraphValue), typeof(Tensor)), (typeof(GraphTorch), typeof(TorchSharp.torch)), (typeof(GraphFunctional), typeof(nn.functional))];

    /// <summary>Members that values of graphs have for themselves, or from every object.</summary>
    private static readonly HashSet<string> Own = new(StringComparer.Ordinal) { "op_Implicit", "FromTensor", "Dispose", "Equals", "GetHashCode", "ToString" };

    /// <summary>All methods, properties as their getters, that stand for one of torch.</summary>
    public static IEnumerable<MethodInfo> Methods => Types.SelectMany(static pair => pair.Own.GetMethods(Public)).Where(static method => !Own.Contains(method.Name));

    /// <summary>The method of torch that one stands for; null if there is none of the name with the parameters.</summary>
    public static MethodInfo? Original(MethodInfo method)
    {
        var torch = Types.Single(pair => pair.Own == method.DeclaringType).Torch;
        var parameters = method.GetParameters().Select(static parameter => Translated(parameter.ParameterType)).ToArray();
        return torch.GetMethods(Public).SingleOrDefault(other =>
            other.Name == method.Name && !other.IsGenericMethod && other.GetParameters().Select(static parameter => parameter.ParameterType).SequenceEqual(parameters));
    }

    /// <summary>A type with torch's tensors in place of values of graphs.</summary>
    public static Type Translated(Type type) =>
        type == typeof(GraphValue) ? typeof(Tensor)
        : type.IsArray ? Translated(type.GetElementType()!).MakeArrayType()
        : type.IsGenericType ? type.GetGenericTypeDefinition().MakeGenericType([.. type.GetGenericArguments().Select(Translated)])
        : type;

    /// <summary>As a message names it.</summary>
    public static string Text(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(static parameter => parameter.ParameterType.ToString()))})";
}
