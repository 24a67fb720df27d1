namespace QuantGen.ModelReading.Models;

/// <summary>Everything the symbolic forward of an annotated class is written from, as plain values.</summary>
/// <param name="Type">The class.</param>
/// <param name="Code">Forward and the members it reaches that take or give values of a graph; no flow is read of them.</param>
/// <param name="Trace">How they change.</param>
/// <param name="IsOverride">Whether a base class has the method and the interface already.</param>
internal sealed record ExportModel(TypeModel Type, ForwardModel Code, TraceModel Trace, bool IsOverride);
