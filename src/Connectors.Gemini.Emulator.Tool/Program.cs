Console.WriteLine("gemini-emulator");
