using Xunit;

namespace QuantGen.Tests.Reporting;

/// <summary>A fact that needs Chromium, and is skipped with that reason where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute()
    {
        if (Chromium.Program is null)
            Skip = "Chromium is not installed: install the package chromium to have pages checked in a browser.";
    }
}
