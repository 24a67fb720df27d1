using System.Text.Json.Serialization;

namespace ImageClassification.LowBit;

/// <summary>Writes and reads results without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(LowBitResult))]
internal sealed partial class LowBitJson : JsonSerializerContext;
