// netstandard2.0 lacks the attribute by which such a type is given what its method was called on.
#pragma warning disable IDE0130 // the compiler looks for it in this namespace
namespace System.Runtime.CompilerServices;

[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class InterpolatedStringHandlerArgumentAttribute(string argument) : Attribute
{
    public string Argument { get; } = argument;
}
