using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using QuantGen.Reporting;
using Xunit;

namespace QuantGen.Tests.Reporting;

public sealed partial class ReportPageTests : IDisposable
{
    private const int Limit = 10_000;

    private readonly ReportNets _nets = new();

    public void Dispose() => _nets.Dispose();

    private ReportOptions All => new()
    {
        Batches = _nets.Batches,
        Sensitivity = ReportNets.Sensitive(("second", 1.5), ("first", 0.25)),
        Note = "Two batches.",
    };

    [Fact]
    public void SectionsAreThereWithHeadingsAndLinks()
    {
        var page = _nets.Report(All).ToHtml();

        foreach (var id in new[] { "look", "model", "layers", "ranges", "quantizers", "sensitivity", "float", "dead", "unreached", "words" })
        {
            Assert.Contains($"<section id=\"{id}\" aria-labelledby=\"{id}-title\"><h2 id=\"{id}-title\">", page, StringComparison.Ordinal);
            Assert.Contains($"<a href=\"#{id}\">", page, StringComparison.Ordinal);
        }

        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", page, StringComparison.Ordinal);
        Assert.Contains("<h1>FloatNet</h1><p class=\"note\">Two batches.</p>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void SectionsWithoutContentAreLeftOut()
    {
        using var calibrator = _nets.Calibrated();
        var page = QuantizationReport.Of(_nets.Twin).ToHtml();

        Assert.DoesNotContain("id=\"ranges\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"sensitivity\"", page, StringComparison.Ordinal);
        Assert.Contains("Not known: the report was made without a calibrator.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void ElementsAreNestedAndIdsAreUniqueAndEveryLinkHasItsTarget()
    {
        var page = _nets.Report(All).ToHtml();
        var body = Embedded().Replace(page, "");
        var open = new Stack<string>();
        foreach (var tag in Tag().EnumerateMatches(body))
        {
            var text = body.AsSpan(tag.Index + 1, tag.Length - 2);
            var name = text.Trim('/').ToString().Split(' ')[0];
            if (name is "meta" or "input" or "wbr" or "!DOCTYPE")
                continue;
            if (text[0] == '/')
                Assert.Equal(open.Pop(), name);
            else
                open.Push(name);
        }

        Assert.Empty(open);
        var ids = Id().Matches(body).Select(static match => match.Groups["id"].Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Subset(ids.ToHashSet(), Link().Matches(body).Select(static match => match.Groups["id"].Value).ToHashSet());
    }

    [Fact]
    public void TablesAndDrawingsAreAccessible()
    {
        var page = Embedded().Replace(_nets.Report(All).ToHtml(), "");

        Assert.All(Head().Matches(page), static match => Assert.Contains("scope=", match.Value, StringComparison.Ordinal));
        Assert.Equal(Regex.Count(page, "<table"), Regex.Count(page, "<caption>"));
        Assert.All(Drawing().Matches(page), static match => Assert.Matches("aria-hidden|aria-labelledby", match.Value));
        Assert.Equal(Regex.Count(page, "<svg[^>]*aria-labelledby"), Regex.Count(page, "<desc "));
        Assert.Contains("name=\"viewport\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesOfModelsAndLayersAreEscapedEverywhere()
    {
        using var hostile = new ReportNets(hostile: true);
        var report = hostile.Report(new ReportOptions
        {
            Title = ReportNets.HostileName,
            Note = ReportNets.HostileName,
            Batches = hostile.Batches,
            Sensitivity = ReportNets.Sensitive((ReportNets.HostileName, 1)),
        });
        var page = report.ToHtml();

        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.Contains("<h1>&lt;b&gt;&amp;&quot;&#39;</h1>", page, StringComparison.Ordinal);
        Assert.Contains("Quant&lt;b&gt;&amp;&quot;&#39;", page, StringComparison.Ordinal);
        Assert.Contains("href=\"#q--b---", page, StringComparison.Ordinal);
        Assert.Contains(report.Quantizers, static quantizer => quantizer.Name == ReportNets.HostileName + "._input_quantizer");
        Assert.Contains("\"name\":", report.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void NothingIsLoadedAndThePolicySaysSo()
    {
        var page = _nets.Report(All).ToHtml();

        Assert.DoesNotMatch("https?:|//[a-z]|@import|url\\(|src=", Comment().Replace(page, ""));
        var policy = Policy().Match(page).Groups["policy"].Value.Replace("&#39;", "'", StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
        Assert.Contains($"style-src {Hash(page, "style")}", policy, StringComparison.Ordinal);
        Assert.Contains($"script-src {Hash(page, "script")}", policy, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(" on[a-z]+=\"", page);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("tr-TR")]
    public void ReportsAreTheSameInEveryCultureAndEveryTime(string culture)
    {
        var here = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            var first = _nets.Report(All);
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            var second = _nets.Report(All);

            Assert.Equal(first.ToHtml(), second.ToHtml());
            Assert.Equal(first.ToJson(), second.ToJson());
        }
        finally
        {
            CultureInfo.CurrentCulture = here;
        }
    }

    private static string Hash(string page, string element)
    {
        var content = Embedded().Matches(page).Single(match => match.Value.StartsWith($"<{element}>", StringComparison.Ordinal)).Groups["content"].Value;
        return $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";
    }

    [GeneratedRegex("<(style|script)>(?<content>.*?)</(style|script)>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Limit)]
    private static partial Regex Embedded();

    [GeneratedRegex("Content-Security-Policy\" content=\"(?<policy>[^\"]*)\"", RegexOptions.None, matchTimeoutMilliseconds: Limit)]
    private static partial Regex Policy();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: Limit)]
    private static partial Regex Tag();

    [GeneratedRegex(" id=\"(?<id>[^\"]*)\"", RegexOptions.None, matchTimeoutMilliseconds: Limit)]
    private static partial Regex Id();

    [GeneratedRegex("href=\"#(?<id>[^\"]*)\"", RegexOptions.None, matchTimeoutMilliseconds: Limit)]
    private static partial Regex Link();

    [GeneratedRegex("<th[ >][^>]*", RegexOptions.None, matchTimeoutMilliseconds: Limit)]
    private static partial Regex Head();

    [GeneratedRegex("<svg[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: Limit)]
    private static partial Regex Drawing();

    [GeneratedRegex("^// .*$", RegexOptions.Multiline, matchTimeoutMilliseconds: Limit)]
    private static partial Regex Comment();
}
