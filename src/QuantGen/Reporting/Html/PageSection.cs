namespace QuantGen.Reporting.Html;

/// <summary>A part of the page with a heading of its own.</summary>
/// <param name="id">The id of the section, for links.</param>
/// <param name="title">Its heading.</param>
/// <param name="shortTitle">The heading in a list of links.</param>
internal abstract class PageSection(string id, string title, string shortTitle)
{
    /// <summary>The id of the section.</summary>
    public string Id => id;

    /// <summary>The heading in a list of links.</summary>
    public string Short => shortTitle;

    /// <summary>Whether there is anything to show.</summary>
    public virtual bool IsShown => true;

    /// <summary>Writes the section.</summary>
    public void Write(HtmlWriter page)
    {
        using (page.Element("section", ("id", id), ("aria-labelledby", id + "-title")))
        {
            page.Element("h2", title, ("id", id + "-title"));
            WriteContent(page);
        }

        page.Line();
    }

    /// <summary>Writes what comes below the heading.</summary>
    protected abstract void WriteContent(HtmlWriter page);

    /// <summary>A paragraph that says how to read what follows.</summary>
    protected static void Lead(HtmlWriter page, string text) => page.Element("p", text, ("class", "lead"));

    /// <summary>A path in its own type, linked to where it is described.</summary>
    protected static void Path(HtmlWriter page, string path, string? link)
    {
        using (page.Element("code"))
        {
            if (link is null)
            {
                page.Path(path);
                return;
            }

            using (page.Element("a", ("href", link)))
                page.Path(path);
        }
    }
}
