using System.Globalization;
using System.Reflection;

namespace SystemTorch.Tests.Surface;

/// <summary>Writes types the way the listing of TorchSharp's public surface does.</summary>
internal static class TypeText
{
    private const string Root = "TorchSharp";

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(char)] = "char",
        [typeof(short)] = "short",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(void)] = "void",
    };

    /// <summary>The type with the nullability of its parts, for example <c>Dictionary&lt;string, torch.Tensor&gt;?</c>.</summary>
    public static string Of(Type type, NullabilityInfo? nullability = null)
    {
        if (type.IsByRef)
            return Of(type.GetElementType()!, nullability);
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Of(underlying, nullability) + "?";

        var text = type switch
        {
            _ when Keywords.TryGetValue(type, out var keyword) => keyword,
            { IsArray: true } => $"{Of(type.GetElementType()!, nullability?.ElementType)}[{new string(',', type.GetArrayRank() - 1)}]",
            { IsPointer: true } => Of(type.GetElementType()!) + "*",
            { IsGenericParameter: true } => type.Name,
            _ when IsTuple(type) && !type.ContainsGenericParameters => $"({Arguments(type.GetGenericArguments(), nullability)})",
            _ => Named(type, nullability),
        };

        return nullability?.ReadState == NullabilityState.Nullable && !type.IsValueType ? text + "?" : text;
    }

    /// <summary>The namespace that the listing writes before the colon of a type's headline.</summary>
    public static string Namespace(Type type) => type.Namespace ?? "";

    /// <summary>A constant as it is written after <c>=</c>.</summary>
    public static string Constant(object? value, Type type)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        return value switch
        {
            null => target.IsValueType && target == type ? "default" : "null",
            _ when target.IsEnum => $"{target.Name}.{Enum.GetName(target, value) ?? Enum.ToObject(target, value).ToString()}",
            bool flag => flag ? "true" : "false",
            string text => $"\"{text}\"",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
    }

    private static bool IsTuple(Type type) => type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) is true;

    private static string Named(Type type, NullabilityInfo? nullability)
    {
        var arguments = type.GetGenericArguments();
        var annotations = Annotations(nullability, arguments.Length);
        var chain = new Stack<Type>();
        for (var outer = type; outer is not null; outer = outer.DeclaringType)
            chain.Push(outer);

        // A nested type repeats the type parameters of its outer types; each belongs to the level that declares it.
        var written = 0;
        var parts = new List<string>();
        foreach (var level in chain)
        {
            var name = level.Name.Split('`')[0];
            var declared = level.GetGenericArguments().Length;
            var own = Enumerable.Range(written, declared - written).Select(i => Of(arguments[i], annotations?[i]));
            parts.Add(declared == written ? name : $"{name}<{string.Join(", ", own)}>");
            written = declared;
        }

        return Prefix(type) + string.Join('.', parts);
    }

    private static string Prefix(Type type)
    {
        var space = Namespace(type);
        if (!space.StartsWith(Root, StringComparison.Ordinal) || space == Root)
            return "";

        return space[(Root.Length + 1)..] + ".";
    }

    private static string Arguments(Type[] arguments, NullabilityInfo? nullability)
    {
        var annotations = Annotations(nullability, arguments.Length);
        return string.Join(", ", arguments.Select((argument, i) => Of(argument, annotations?[i])));
    }

    private static NullabilityInfo[]? Annotations(NullabilityInfo? nullability, int count) =>
        nullability?.GenericTypeArguments is { } annotations && annotations.Length == count ? annotations : null;
}
