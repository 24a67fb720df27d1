using System.Text.Json.Serialization;

namespace QuantGen.Training;

/// <summary>Reads and writes the texts of a training's file without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(OptimizerDescription))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class TrainingJson : JsonSerializerContext;
