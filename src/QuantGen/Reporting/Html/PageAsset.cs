using System.Security.Cryptography;
using System.Text;

namespace QuantGen.Reporting.Html;

/// <summary>A style sheet or script that is a file of this assembly, and is written into the page.</summary>
internal sealed class PageAsset
{
    private PageAsset(string file)
    {
        using var stream = typeof(PageAsset).Assembly.GetManifestResourceStream("QuantGen.Reporting." + file)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {file}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        Content = reader.ReadToEnd().ReplaceLineEndings("\n");
        Source = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Content)))}'";
    }

    /// <summary>How the page looks.</summary>
    public static PageAsset Style { get; } = new("report.css");

    /// <summary>Sorting and filtering. The page is complete without.</summary>
    public static PageAsset Script { get; } = new("report.js");

    /// <summary>The text.</summary>
    public string Content { get; }

    /// <summary>What a content security policy calls it.</summary>
    public string Source { get; }
}
