using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Samples.Studio;

/// <summary>The picture itself, where the terminal can show it: the inline images of iTerm2, which WezTerm, VS Code's and others took over, or those of kitty.</summary>
internal static class TerminalPicture
{
    // kitty's protocol allows so many characters in a piece.
    private const int Piece = 4096;

    public static void Show(DataContent picture)
    {
        if (Console.IsOutputRedirected)
        {
            return;
        }

        if (Environment.GetEnvironmentVariable("TERM_PROGRAM") is "iTerm.app" or "WezTerm" or "vscode" or "mintty")
        {
            Console.WriteLine($"\e]1337;File=inline=1;size={picture.Data.Length}:{picture.Base64Data}\a");
        }
        else if (picture.MediaType == "image/png" && Environment.GetEnvironmentVariable("TERM") is "xterm-kitty" or "xterm-ghostty")
        {
            ShowAsKittyDoes(picture.Base64Data.Span);
        }
    }

    private static void ShowAsKittyDoes(ReadOnlySpan<char> png)
    {
        for (var start = 0; start < png.Length; start += Piece)
        {
            var length = Math.Min(Piece, png.Length - start);
            var more = start + length < png.Length ? 1 : 0;
            Console.Write($"\e_G{(start == 0 ? "f=100,a=T," : "")}m={more};{png.Slice(start, length)}\e\\");
        }

        Console.WriteLine();
    }
}
