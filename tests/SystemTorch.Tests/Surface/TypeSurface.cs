namespace SystemTorch.Tests.Surface;

/// <summary>One type of a public surface.</summary>
/// <param name="Kind">class, sealed class, static class, abstract class, struct, interface, enum or delegate.</param>
/// <param name="Name">The namespace, a colon, and the name as code in namespace TorchSharp would write it.</param>
/// <param name="Bases">Base class and interfaces, in no particular order.</param>
/// <param name="Members">One line a member.</param>
internal sealed record TypeSurface(string Kind, string Name, IReadOnlySet<string> Bases, IReadOnlyList<string> Members)
{
    /// <summary>Reads a type of a built assembly.</summary>
    public static TypeSurface Of(Type type, MemberText members)
    {
        var kind = KindOf(type);
        var name = $"{TypeText.Namespace(type)}:{TypeText.Of(type)}";
        if (kind == "delegate")
        {
            var signature = members.Of(type).Single(line => line.Contains(" Invoke(", StringComparison.Ordinal));
            var (result, parameters) = Split(signature);
            return new("delegate", name, new HashSet<string>(), [$"{result} {parameters}"]);
        }

        return new(kind, name, BasesOf(type), [.. members.Of(type)]);
    }

    private static (string Result, string Parameters) Split(string invoke)
    {
        var at = invoke.IndexOf(" Invoke(", StringComparison.Ordinal);
        var result = invoke[..at].Split(' ', 3)[^1];
        return (result, invoke[(at + " Invoke".Length)..]);
    }

    private static string KindOf(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static HashSet<string> BasesOf(Type type)
    {
        if (type.IsEnum)
            return [];

        var bases = type.GetInterfaces().Where(one => one.IsVisible).Except(type.BaseType?.GetInterfaces() ?? []);
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
            bases = bases.Prepend(parent);

        return [.. bases.Select(one => TypeText.Of(one))];
    }
}
