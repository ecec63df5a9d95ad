/* A disk that fails on demand: while the file named by DISK_FAULT holds a number, writing and syncing the database answer that error. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int fault(int file) {
    char link[64], path[512], *control = getenv("DISK_FAULT");
    FILE *said = control ? fopen(control, "r") : NULL;
    int code = 0;
    if (!said) return 0;
    if (fscanf(said, "%d", &code) != 1) code = 0;
    fclose(said);
    if (!code) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strstr(path, ".db") && !strstr(path, "-shm") ? code : 0;
}

#define REAL(name, type) ((type)dlsym(RTLD_NEXT, name))

int fsync(int file) {
    int code = fault(file);
    if (code) { errno = code; return -1; }
    return REAL("fsync", int (*)(int))(file);
}

int fdatasync(int file) {
    int code = fault(file);
    if (code) { errno = code; return -1; }
    return REAL("fdatasync", int (*)(int))(file);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
    int code = fault(file);
    if (code == ENOSPC || code == EROFS) { errno = code; return -1; }
    return REAL("pwrite64", ssize_t (*)(int, const void *, size_t, off64_t))(file, bytes, count, at);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
    int code = fault(file);
    if (code == ENOSPC || code == EROFS) { errno = code; return -1; }
    return REAL("pwrite", ssize_t (*)(int, const void *, size_t, off_t))(file, bytes, count, at);
}

ssize_t write(int file, const void *bytes, size_t count) {
    int code = file > 2 ? fault(file) : 0;
    if (code == ENOSPC || code == EROFS) { errno = code; return -1; }
    return REAL("write", ssize_t (*)(int, const void *, size_t))(file, bytes, count);
}
