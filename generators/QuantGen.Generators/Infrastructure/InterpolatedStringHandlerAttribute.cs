// netstandard2.0 lacks the attribute of a type that takes an interpolated string apart itself.
#pragma warning disable IDE0130 // the compiler looks for it in this namespace
namespace System.Runtime.CompilerServices;

[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class InterpolatedStringHandlerAttribute : Attribute;
