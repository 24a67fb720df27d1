using System.Reflection;
using System.Runtime.CompilerServices;

namespace SystemTorch.Tests.Surface;

/// <summary>Writes the members of a type that other assemblies can see, one line each, the way the listing does.</summary>
internal sealed class MemberText
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly NullabilityInfoContext _nullability = new();

    /// <summary>All visible members that the type itself declares.</summary>
    public IEnumerable<string> Of(Type type)
    {
        if (type.IsEnum)
            return [string.Join(", ", Enum.GetNames(type).Zip(Enum.GetValuesAsUnderlyingType(type).Cast<object>(), (n, v) => $"{n}={v}"))];

        return
        [
            .. type.GetFields(Declared).Where(field => Access(field.Attributes) is not null).Select(Field),
            .. type.GetConstructors(Declared).Where(IsVisible).Where(constructor => !constructor.IsStatic).Select(Constructor),
            .. type.GetProperties(Declared).Where(property => property.GetAccessors(nonPublic: true).Any(IsVisible)).Select(Property),
            .. type.GetMethods(Declared).Where(IsVisible).Where(method => !IsAccessor(method)).Select(Method),
        ];
    }

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string? Access(FieldAttributes attributes) => (attributes & FieldAttributes.FieldAccessMask) switch
    {
        FieldAttributes.Public => "public",
        FieldAttributes.Family => "protected",
        FieldAttributes.FamORAssem => "protected internal",
        _ => null,
    };

    private static string Access(MethodBase method) =>
        method.IsPublic ? "public" : method.IsFamilyOrAssembly ? "protected internal" : method.IsFamily ? "protected" : "private";

    private static string Modifiers(MethodInfo method)
    {
        var kind = method switch
        {
            { IsStatic: true } => "static ",
            { IsAbstract: true } when method.GetBaseDefinition() == method => "abstract ",
            { IsVirtual: true } when method.GetBaseDefinition() != method => method.IsFinal ? "sealed override " : "override ",
            { IsVirtual: true, IsFinal: false } => "virtual ",
            _ => "",
        };

        return $"{Access(method)} {kind}";
    }

    private static string TupleNames(ICustomAttributeProvider provider) =>
        provider.GetCustomAttributes(typeof(TupleElementNamesAttribute), inherit: false) is [TupleElementNamesAttribute names]
            ? $"/*{string.Join(',', names.TransformNames)}*/"
            : "";

    private static string Field(FieldInfo field)
    {
        var modifiers = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        var value = field.IsLiteral ? " = " + TypeText.Constant(field.GetRawConstantValue(), Underlying(field.FieldType)) : "";
        return $"{Access(field.Attributes)} {modifiers}{TypeText.Of(field.FieldType)}{TupleNames(field)} {field.Name}{value}";
    }

    // A constant of an enum type is listed by its number.
    private static Type Underlying(Type type) => type.IsEnum ? Enum.GetUnderlyingType(type) : type;

    private string Constructor(ConstructorInfo constructor) => $"{Access(constructor)} ctor({Parameters(constructor)})";

    private string Property(PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(IsVisible).ToArray();
        var widest = accessors.OrderBy(accessor => accessor.IsPublic ? 0 : accessor.IsFamilyOrAssembly ? 1 : 2).First();
        var index = property.GetIndexParameters();
        var name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
        var text = string.Concat(accessors.OrderBy(accessor => accessor == property.SetMethod).Select(accessor =>
            (Access(accessor) == Access(widest) ? "" : Access(accessor) + " ") + (accessor == property.GetMethod ? "get; " : "set; ")));

        var result = TypeText.Of(property.PropertyType, _nullability.Create(property)) + TupleNames(property);
        return $"{Modifiers(widest)}{result} {name} {{ {text}}}";
    }

    private string Method(MethodInfo method)
    {
        var generic = method.IsGenericMethodDefinition
            ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>"
            : "";
        var result = TypeText.Of(method.ReturnType, _nullability.Create(method.ReturnParameter)) + TupleNames(method.ReturnParameter);
        var extension = method.IsDefined(typeof(ExtensionAttribute), inherit: false) ? "this " : "";
        var obsolete = method.IsDefined(typeof(ObsoleteAttribute), inherit: false) ? "  // [Obsolete]" : "";
        return $"{Modifiers(method)}{result} {method.Name}{generic}({extension}{Parameters(method)}){obsolete}";
    }

    private string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private string Parameter(ParameterInfo parameter)
    {
        var modifier = parameter switch
        {
            { ParameterType.IsByRef: true, IsOut: true } => "out ",
            { ParameterType.IsByRef: true, IsIn: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ when parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false) => "params ",
            _ => "",
        };
        var value = parameter.HasDefaultValue ? " = " + TypeText.Constant(parameter.DefaultValue, parameter.ParameterType) : "";
        var type = TypeText.Of(parameter.ParameterType, _nullability.Create(parameter)) + TupleNames(parameter);
        return $"{modifier}{type} {parameter.Name}{value}";
    }
}
