using System.Text.Json.Serialization;

namespace ImageClassification.FixedPoint;

/// <summary>Writes results without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ComparisonResults))]
internal sealed partial class ComparisonJson : JsonSerializerContext;
