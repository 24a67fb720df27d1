using System.Diagnostics;

namespace QuantGen.Tests.Reporting;

/// <summary>Opens pages in Chromium without a screen, with a profile of its own that is deleted afterwards.</summary>
internal static class Chromium
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(3);

    /// <summary>The program; null when it is not on the PATH.</summary>
    public static string? Program { get; } = Find();

    /// <summary>The page as it is after its script has run, and what the browser complained about.</summary>
    public static (string Page, string Log) Dump(string file) => Run(file, "--dump-dom");

    /// <summary>A picture of the upper part of a page.</summary>
    /// <param name="file">The page.</param>
    /// <param name="picture">The file of the picture.</param>
    /// <param name="width">Of the window.</param>
    /// <param name="height">Of the window.</param>
    /// <param name="dark">Which colours the page is asked for.</param>
    public static void Screenshot(string file, string picture, int width, int height, bool dark) => Run(
        file,
        "--hide-scrollbars",
        $"--blink-settings=preferredColorScheme={(dark ? 0 : 1)}",
        FormattableString.Invariant($"--window-size={width},{height}"),
        $"--screenshot={picture}");

    private static (string Output, string Log) Run(string file, params IEnumerable<string> options)
    {
        var profile = Directory.CreateTempSubdirectory("chromium");
        try
        {
            // Chromium's sandbox refuses to run for root, which test containers are.
            string[] always =
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--enable-logging=stderr", $"--user-data-dir={profile.FullName}",
            ];
            using var process = Process.Start(new ProcessStartInfo(Program!, [.. always, .. options, new Uri(file).AbsoluteUri])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var (output, log) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (!process.WaitForExit(_limit))
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException($"Chromium did not open '{file}' within {_limit.TotalMinutes} minutes.");
            }

            return (output.Result, log.Result);
        }
        finally
        {
            Delete(profile);
        }
    }

    // Helpers of the browser may still be writing when it has ended.
    private static void Delete(DirectoryInfo profile)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                profile.Delete(recursive: true);
                return;
            }
            catch (IOException)
            {
                Thread.Sleep(100);
            }
        }
    }

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(static folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
}
