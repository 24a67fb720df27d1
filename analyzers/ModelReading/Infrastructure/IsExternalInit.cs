// netstandard2.0 lacks the type that init-only properties and records compile to.
#pragma warning disable IDE0130 // the compiler looks for it in this namespace
namespace System.Runtime.CompilerServices;

internal static class IsExternalInit;
