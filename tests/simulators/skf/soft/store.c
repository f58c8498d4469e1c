/* The folder behind the token: paths, files, lists, handles and faults. */
#define _GNU_SOURCE
#include "soft_skf.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static handle *handles;

handle *handle_new(int kind, handle *parent, const char *device, const char *name) {
    handle *made = calloc(1, sizeof *made);
    made->kind = kind;
    made->parent = parent;
    snprintf(made->device, sizeof made->device, "%s", device);
    snprintf(made->name, sizeof made->name, "%s", name);
    made->next = handles;
    handles = made;
    return made;
}

void handle_close(handle *closed) {
    for (handle *child = handles, *next; child; child = next) {
        next = child->next;
        if (child->parent == closed) {
            handle_close(child);
            next = handles; /* children of children went as well */
        }
    }
    for (handle **link = &handles; *link; link = &(*link)->next)
        if (*link == closed) {
            *link = closed->next;
            free(closed);
            return;
        }
}

ULONG handle_check(HANDLE given, int kind) {
    ULONG found = SAR_INVALIDHANDLEERR;
    pthread_mutex_lock(&lock);
    for (handle *each = handles; each; each = each->next)
        if (each == given && (int)each->kind == kind)
            found = SAR_OK;
    pthread_mutex_unlock(&lock);
    return found;
}

const char *root(void) {
    const char *folder = getenv("SOFT_SKF_DIR");
    return folder ? folder : "/nonexistent";
}

int device_present(const char *device) {
    char path[PATH_SIZE];
    device_path(path, device, "device");
    return access(path, R_OK) == 0;
}

/* One line of the file "faults": FUNCTION or FUNCTION@DEVICE, then hang, zero, size or a code in hexadecimal. */
static int fault_of(const char *function, const char *device, char *wanted, size_t room) {
    char path[PATH_SIZE], line[256], name[128], what[64];
    int found = 0;
    snprintf(path, sizeof path, "%s/faults", root());
    FILE *file = fopen(path, "r");
    if (!file)
        return 0;
    while (!found && fgets(line, sizeof line, file)) {
        if (sscanf(line, "%127s %63s", name, what) != 2)
            continue;
        char *at = strchr(name, '@');
        if (at)
            *at++ = 0;
        if (strcmp(name, function) == 0 && (!at || (device && strcmp(at, device) == 0))) {
            snprintf(wanted, room, "%s", what);
            found = 1;
        }
    }
    fclose(file);
    return found;
}

ULONG enter(const char *function, const char *device, fault_kind *fault) {
    char wanted[64], remembered[NAME_SIZE] = "";
    ULONG code = SAR_OK;
    if (device)
        snprintf(remembered, sizeof remembered, "%s", device);
    while (fault_of(function, device ? remembered : NULL, wanted, sizeof wanted)) {
        if (strcmp(wanted, "hang") == 0) {
            usleep(20000); /* until the test takes the fault away: threads end with it */
            continue;
        }
        *fault = strcmp(wanted, "zero") == 0 ? FAULT_ZERO : strcmp(wanted, "size") == 0 ? FAULT_SIZE : FAULT_CODE;
        if (*fault == FAULT_CODE)
            code = strtoul(wanted, NULL, 16);
        break;
    }
    pthread_mutex_lock(&lock);
    return code;
}

void leave(const int *entered) {
    (void)entered;
    pthread_mutex_unlock(&lock);
}

void hex_name(char *hex, const char *name) {
    for (; *name; name++, hex += 2)
        sprintf(hex, "%02x", (unsigned char)*name);
    *hex = 0;
}

int plain_name(char *name, const char *hex) {
    unsigned value;
    for (; hex[0] && hex[1] && sscanf(hex, "%2x", &value) == 1; hex += 2)
        *name++ = (char)value;
    *name = 0;
    return *hex == 0;
}

void device_path(char *path, const char *device, const char *leaf) {
    snprintf(path, PATH_SIZE, "%s/%s/%s", root(), device, leaf);
}

void application_path(char *path, const handle *application, const char *leaf) {
    char hex[2 * NAME_SIZE + 1];
    hex_name(hex, application->name);
    snprintf(path, PATH_SIZE, "%s/%s/apps/%s/%s", root(), application->device, hex, leaf);
}

void container_path(char *path, const handle *container, const char *leaf) {
    char hex[2 * NAME_SIZE + 1], below[2 * NAME_SIZE + 64];
    hex_name(hex, container->name);
    snprintf(below, sizeof below, "containers/%s/%s", hex, leaf);
    application_path(path, container->parent, below);
}

long file_read(const char *path, BYTE *data, size_t room) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return -1;
    size_t got = fread(data, 1, room, file);
    fclose(file);
    return (long)got;
}

int file_write(const char *path, const BYTE *data, size_t size) {
    char next[PATH_SIZE + 4];
    snprintf(next, sizeof next, "%s~", path);
    FILE *file = fopen(next, "wb");
    if (!file)
        return 0;
    int good = fwrite(data, 1, size, file) == size;
    good = fclose(file) == 0 && good;
    return good && rename(next, path) == 0;
}

int tree_remove(const char *path) {
    DIR *folder = opendir(path);
    struct dirent *entry;
    char below[PATH_SIZE + 260];
    if (!folder)
        return unlink(path) == 0;
    while ((entry = readdir(folder)))
        if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..")) {
            snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
            tree_remove(below);
        }
    closedir(folder);
    return rmdir(path) == 0;
}

static int visible(const struct dirent *entry) {
    size_t length = strlen(entry->d_name);
    return entry->d_name[0] != '.' && entry->d_name[length - 1] != '~' && strcmp(entry->d_name, "faults");
}

ULONG names_of_folder(const char *path, int hexadecimal, LPSTR list, ULONG *size) {
    struct dirent **entries;
    char names[8192] = {0}, name[NAME_SIZE];
    size_t length = 0;
    int count = scandir(path, &entries, visible, alphasort);
    for (int i = 0; i < count; i++) {
        const char *shown = entries[i]->d_name;
        if (hexadecimal && plain_name(name, shown))
            shown = name;
        if (length + strlen(shown) + 2 < sizeof names) {
            strcpy(names + length, shown);
            length += strlen(shown) + 1;
        }
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    return give((BYTE *)names, length + 1, (BYTE *)list, size);
}

ULONG give(const BYTE *data, ULONG length, BYTE *out, ULONG *size) {
    if (!size)
        return SAR_INVALIDPARAMERR;
    if (!out) {
        *size = length;
        return SAR_OK;
    }
    if (*size < length) {
        *size = length;
        return SAR_BUFFER_TOO_SMALL;
    }
    memcpy(out, data, length);
    *size = length;
    return SAR_OK;
}
