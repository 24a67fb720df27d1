namespace TorchSharp.Utils;

/// <summary>Names the component that a module registers from a field, where the field's own name will not do.</summary>
[AttributeUsage(AttributeTargets.All)]
public class ComponentNameAttribute : Attribute
{
    public string Name { get; set; } = null!;
}
