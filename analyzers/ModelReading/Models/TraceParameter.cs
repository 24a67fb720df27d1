namespace QuantGen.ModelReading.Models;

/// <summary>A parameter of a symbolic forward.</summary>
/// <param name="Name">Its name as code writes it.</param>
/// <param name="Shape">What it is.</param>
/// <param name="IsOptional">Whether it has a default.</param>
internal sealed record TraceParameter(string Name, TraceShape Shape, bool IsOptional);
