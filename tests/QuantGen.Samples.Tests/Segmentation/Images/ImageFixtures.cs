using System.Text.Json;

namespace QuantGen.Samples.Tests.Segmentation.Images;

/// <summary>What tests/python/make_image_fixtures.py wrote.</summary>
internal sealed record ImageFixtures(IReadOnlyList<EncodedImage> Files, IReadOnlyList<ResizedImage> Resized)
{
    public static ImageFixtures Load()
    {
        using var stream = typeof(ImageFixtures).Assembly.GetManifestResourceStream("images.json")!;
        return JsonSerializer.Deserialize<ImageFixtures>(stream, JsonSerializerOptions.Web)!;
    }

    public EncodedImage File(string name) => Files.Single(file => file.Name == name);
}
