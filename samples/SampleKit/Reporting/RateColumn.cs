using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SampleKit.Reporting;

/// <summary>How many steps of a task are done in a second.</summary>
internal sealed class RateColumn : ProgressColumn
{
    /// <inheritdoc/>
    protected override bool NoWrap => true;

    /// <inheritdoc/>
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(task.Speed is { } rate ? string.Create(CultureInfo.InvariantCulture, $"{rate:0.0}/s") : "", new Style(Color.Grey));
}
