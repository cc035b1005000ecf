/* The program's entry: no logic here. */
int
main(void)
{
	return 2;
}
