using QuantGen.Reporting.Html;
using Xunit;

namespace QuantGen.Tests.Reporting;

public sealed class HtmlWriterTests
{
    [Fact]
    public void TextAndAttributesAreEscaped()
    {
        var page = new HtmlWriter();
        page.Element("p", "<&>\"'\u0001é", ("title", "\"><script>"), ("class", null), ("hidden", ""));

        Assert.Equal(
            "<!DOCTYPE html>\n<p title=\"&quot;&gt;&lt;script&gt;\" hidden>&lt;&amp;&gt;&quot;&#39;\ufffdé</p>", page.ToString());
    }

    [Fact]
    public void PathsMayBreakAfterDotsAndUnderscores()
    {
        var page = new HtmlWriter();
        page.Path("a.b._c<");

        Assert.Equal("<!DOCTYPE html>\na.<wbr>b.<wbr>_<wbr>c&lt;", page.ToString());
    }

    [Fact]
    public void ElementsEndInOrder()
    {
        var page = new HtmlWriter();
        var outer = page.Element("div");
        var inner = page.Element("p");

        Assert.Throws<InvalidOperationException>(outer.Dispose);
        Assert.Throws<InvalidOperationException>(page.ToString);
        inner.Dispose();
        outer.Dispose();
        Assert.Equal("<!DOCTYPE html>\n<div><p></p></div>", page.ToString());
        Assert.Throws<ArgumentException>(() => page.Element("meta"));
    }
}
