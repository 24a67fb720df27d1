using System.Text.Json.Serialization;

namespace ImageClassification.Demo;

/// <summary>Writes results without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DemoResults))]
internal sealed partial class DemoJson : JsonSerializerContext;
