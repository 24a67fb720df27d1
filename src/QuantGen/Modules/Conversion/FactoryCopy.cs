using System.Reflection;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>
/// Copies of TorchSharp's layers by their factories: the function of <c>torch.nn</c> of the layer's name is called with what the layer shows
/// in properties of its parameters' names. For the many small layers that need no more than that, and those that only some versions of
/// TorchSharp have.
/// </summary>
internal static class FactoryCopy
{
    /// <summary>A new layer that shows the same as the given one; null where there is no such factory.</summary>
    public static nn.Module? Of(nn.Module layer)
    {
        var type = layer.GetType();
        if (type.Assembly != typeof(nn).Assembly)
            return null;

        var factories = typeof(nn).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(factory => factory.Name == type.Name && factory.ReturnType == type)
            .OrderByDescending(static factory => factory.GetParameters().Length);
        foreach (var factory in factories)
        {
            if (Arguments(factory, layer) is { } arguments)
            {
                var copy = (nn.Module)factory.Invoke(null, arguments)!;
                if (ShowsTheSame(layer, copy))
                    return copy;
            }
        }

        return null;
    }

    private static object?[]? Arguments(MethodInfo factory, nn.Module layer)
    {
        var parameters = factory.GetParameters();
        var arguments = new object?[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            // Copies of parameters move to the device and type of their originals afterwards.
            var (name, type) = (parameters[i].Name, parameters[i].ParameterType);
            if (name is "device" or "dtype")
                continue;
            if (name is "hasBias")
                arguments[i] = layer.GetType().GetProperty("bias")?.GetValue(layer) is not null;
            else if (Shown(layer, name!) is { } property && IsTaken(property.PropertyType, type))
                arguments[i] = Value(property, layer);
            else
                return null;
        }

        return arguments;
    }

    private static bool IsTaken(Type property, Type parameter) =>
        parameter.IsAssignableFrom(property) || Nullable.GetUnderlyingType(parameter) == property;

    private static bool ShowsTheSame(nn.Module layer, nn.Module copy) => layer.GetType()
        .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(static property => !typeof(Tensor).IsAssignableFrom(property.PropertyType) && !property.PropertyType.IsByRefLike)
        .All(property => (Value(property, layer), Value(property, copy)) is var (old, made)
            && (old is Array a && made is Array b ? a.Cast<object>().SequenceEqual(b.Cast<object>()) : Equals(old, made)));

    private static PropertyInfo? Shown(nn.Module layer, string name) =>
        layer.GetType().GetProperty(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);

    private static object? Value(PropertyInfo property, nn.Module layer) =>
        property.GetValue(layer) is var value && value is Array array ? array.Clone() : value;
}
