using System.Reflection;
using TorchSharp.Utils;

namespace TorchSharp;

/// <summary>Reads the component name of a module's field.</summary>
public static class FieldInfoExtensionMethods
{
    /// <summary>The name in <see cref="ComponentNameAttribute"/>, else the field's.</summary>
    public static string ComponentName(this FieldInfo field) => field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name;
}
