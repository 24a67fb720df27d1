using Xunit;

namespace QuantGen.Samples.Tests.Segmentation.Support;

/// <summary>A test that needs CamVid, in <c>shared/data/camvid</c> beside the repository or a folder above it.</summary>
internal sealed class CamVidFactAttribute : FactAttribute
{
    public CamVidFactAttribute()
    {
        Skip = GdFactAttribute.Reason ?? (Folder is null ? "CamVid is not in shared/data/camvid beside the repository." : null);
    }

    /// <summary>The folder; null where there is none.</summary>
    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var data = Path.Combine(folder.FullName, "shared", "data", "camvid");
            if (Directory.Exists(Path.Combine(data, "trainannot")))
                return data;
        }

        return null;
    }
}
